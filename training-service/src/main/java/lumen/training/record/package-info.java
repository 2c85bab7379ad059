/** What a run leaves behind to be read: its folder, its figures, its log and its event file. */
package lumen.training.record;
