/** The REST API: thin resources over the packages beside this one. */
package lumen.gateway.rest;
