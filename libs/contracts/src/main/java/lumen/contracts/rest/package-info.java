/** What crosses the REST API. */
package lumen.contracts.rest;
