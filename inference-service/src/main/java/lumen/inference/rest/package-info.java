/** What the service tells about its models and its device. */
package lumen.inference.rest;
