/** What comes in: feature requests and cancelled jobs. */
package lumen.feature.request;
