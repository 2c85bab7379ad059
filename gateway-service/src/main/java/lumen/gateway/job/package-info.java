/** The life of jobs and items as pure code: which states there are and which moves are legal. */
package lumen.gateway.job;
