/** The services as child processes: started, watched, restarted when they die, stopped. */
package lumen.standalone.service;
