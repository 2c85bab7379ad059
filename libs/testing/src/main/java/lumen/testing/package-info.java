/** Support for tests of the services: the real platform, and audio made on the spot. */
package lumen.testing;
