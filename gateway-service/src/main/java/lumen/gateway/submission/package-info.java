/** From a request to a job: which audio is meant, whether it may be read, and the job's rows. */
package lumen.gateway.submission;
