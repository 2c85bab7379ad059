/** What the page needs. */
package lumen.gateway.page;
