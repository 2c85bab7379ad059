/** Tables of comma separated values with a header, read and written row by row. */
package lumen.datasets.table;
