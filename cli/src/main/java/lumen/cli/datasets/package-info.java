/** Tools for datasets on this machine: they need no server. */
package lumen.cli.datasets;
