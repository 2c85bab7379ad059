/** The client's side of lumen's REST API. */
package lumen.cli.rest;
