package lumen.contracts.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What is really heard in a file, and how its prediction compares; the comparison is null until
 * there is a prediction.
 *
 * @param labels the labels that the dataset gives the file, in the model's order
 * @param falsePositives the labels that were recognised but are not there
 * @param falseNegatives the labels that are there but were not recognised
 * @param loss the mean binary cross-entropy of the file's scores over the labels, from 0: the
 *     higher, the worse
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Truth(
        List<String> labels,
        List<String> falsePositives,
        List<String> falseNegatives,
        Double loss) {}
