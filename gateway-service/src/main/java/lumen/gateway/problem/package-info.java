/** Every failure becomes a problem document of the catalogue: RFC 9457. */
package lumen.gateway.problem;
