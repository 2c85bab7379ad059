/** Apache Kafka and PostgreSQL on one machine, without containers and without installing them. */
package lumen.embedded;
