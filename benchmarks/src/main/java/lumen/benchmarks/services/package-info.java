/** The running services from the outside: throughput and latency. */
package lumen.benchmarks.services;
