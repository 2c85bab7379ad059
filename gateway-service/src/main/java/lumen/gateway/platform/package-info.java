/** What the gateway stands on: its database, its parent process. */
package lumen.gateway.platform;
