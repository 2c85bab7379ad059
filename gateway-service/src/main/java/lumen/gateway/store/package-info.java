/** The database's tables as entities, and how rows are read and written. */
package lumen.gateway.store;
