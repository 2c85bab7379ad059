/** What a request asks for, and its windows gathered to parts that fit a record. */
package lumen.feature.extraction;
