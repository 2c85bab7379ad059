/** The whole system, seen from outside: one start for all of these tests. */
package lumen.standalone.system;
