/** What only the web page needs: samples to try, recordings to listen to, curves to draw. */
package lumen.gateway.page;
