/** The broker and the database: lumen's own, or others that the user names. */
package lumen.standalone.platform;
