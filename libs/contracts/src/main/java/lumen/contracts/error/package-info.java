/** The error catalogue. */
package lumen.contracts.error;
