package lumen.contracts.error;

/**
 * The closed catalogue of everything that can go wrong in a way that a user can be told about. REST
 * responses, failed items and broken models all name one of these codes, so that one table explains
 * them all.
 *
 * <p>Each code has an HTTP status, used when the code is the answer to a request, a title, which
 * never changes, and an advice that says what the user can do about it.
 */
public enum ErrorCode {
    AUDIO_EMPTY(422, "The audio file is empty", "Send a file that contains audio."),
    AUDIO_UNREADABLE(
            422,
            "The file cannot be read as audio",
            "Send wav, mp3, ogg, flac, m4a, opus, webm, aiff or aac; check that the file plays."),
    AUDIO_TRUNCATED(
            422,
            "The audio file ends before its declared length",
            "The file was cut off, for example by a broken download: send the whole file."),
    AUDIO_NOT_FINITE(
            422,
            "The audio contains samples that are not numbers",
            "Export the audio again; the file holds NaN or infinite samples."),
    AUDIO_IMPLAUSIBLE(
            422,
            "The file declares an implausible sample rate, channel count or length",
            "Sample rates from 1,000 to 384,000 Hz and 1 to 16 channels are accepted."),
    AUDIO_TOO_LONG(
            422,
            "The audio is longer than allowed",
            "Split the file, or raise lumen.audio.max-duration."),
    AUDIO_TOO_LARGE(
            413,
            "The audio file is larger than allowed",
            "Send a smaller or compressed file, or raise the size limit."),
    AUDIO_TIMEOUT(
            422,
            "Decoding the file took longer than allowed",
            "The file may be damaged: convert it to wav or flac and send it again."),
    AUDIO_DECODER_DIED(
            422,
            "The file ends the decoder that reads it",
            "The file is damaged, or made to do harm: convert it to wav or flac and send it"
                    + " again."),
    AUDIO_NOT_FOUND(
            404, "There is no file at this path", "Check the path; it is read on the server."),
    PATH_OUTSIDE_ROOTS(
            403,
            "The path is outside the configured data roots",
            "Use a path below one of lumen.data-roots, or upload the file; symbolic links are"
                    + " followed before the check."),
    DIRECTORY_WITHOUT_AUDIO(
            404,
            "The directory has no audio files",
            "Name a directory that contains files with a supported audio extension."),
    PATH_NOT_SEARCHABLE(
            406,
            "The path is neither a directory nor a .csv list",
            "Name a directory or a .csv list here; POST /jobs takes single files as well."),
    LIST_INVALID(
            422,
            "The list of files is invalid",
            "A .csv list needs a header with a column 'file'."),
    DATASET_INVALID(
            422,
            "The dataset is named wrongly",
            "Write TYPE:PATH with one of the types that GET /dataset-types lists."),
    DATASETS_MIXED(
            422,
            "Labelled and unlabelled datasets cannot be tested together",
            "Name only datasets with labels, or predict the ones without."),
    LABEL_UNKNOWN(
            422,
            "A label is not one of the model's labels",
            "Mend the label at the file and line that are named; GET /models/{id} lists the"
                    + " labels."),
    LABELS_MISSING(
            404,
            "The file has no labels",
            "Put a .txt file of the same name beside it, with a label in each line."),
    FILE_REPEATED(
            409,
            "The file is in the dataset already",
            "Take one of the entries out; a file counts once."),
    NOTHING_TO_DO(422, "The request names no audio", "Send at least one file, directory or list."),
    TOO_MANY_ITEMS(
            413, "The job has too many items", "Split the job, or raise lumen.jobs.max-items."),
    UNSUPPORTED_CONTENT(
            415,
            "This kind of content is not accepted",
            "Send audio, or the documented media type."),
    REQUEST_INVALID(422, "The request is invalid", "Mend the fields that are named."),
    REQUEST_MALFORMED(400, "The request cannot be understood", "See /docs for the expected body."),
    REQUEST_TOO_LARGE(
            413, "The request is larger than allowed", "Send fewer or smaller files at once."),
    IDEMPOTENCY_CONFLICT(
            409,
            "The Idempotency-Key was used for another request",
            "Use a new key for a new request; repeat a request unchanged to get its first answer."),
    MODEL_NOT_FOUND(
            404, "There is no model of this name", "Send GET /models to get the supported models."),
    MODEL_BROKEN(
            422,
            "The model file cannot be used",
            "Replace the file; the reason is given with the model in GET /models."),
    MODEL_INCOMPATIBLE(
            422,
            "The model does not fit the features it was sent",
            "The model file changed while the job ran: submit the job again."),
    JOB_NOT_FOUND(404, "There is no job of this id", "Send GET /jobs to list the jobs."),
    ITEM_NOT_FOUND(404, "The job has no item of this id", "Send GET /jobs/{id}/items."),
    JOB_FINISHED(
            409,
            "The job has already ended",
            "Only queued or running jobs can be cancelled or stopped."),
    CANCELLED(409, "The job was cancelled", "Submit it again if it is still wanted."),
    KIND_NOT_SUPPORTED(
            501,
            "This kind of job is not supported by this version",
            "Uploads can be predicted; TEST and TRAIN jobs are sent as JSON that names datasets on"
                    + " the server."),
    OPTION_INVALID(
            422,
            "An option of the training run cannot be used",
            "Mend the options that are named; GET /training-options lists them with their bounds."),
    TRAINING_DATA_INVALID(
            422,
            "The training data cannot be used",
            "Mend or take out what is named; `lumen datasets check` looks at every file."),
    TRAINING_DIVERGED(
            422,
            "The training diverged: the loss is not a number any more",
            "Lower the learning rate, clip the gradients or use FLOAT32; `lumen find-lr` finds a"
                    + " rate."),
    TRAINING_MODEL_INVALID(
            422,
            "The model cannot be trained",
            "The reason names what the checkpoint, weights or graph lacks; choose another one."),
    DEVICE_UNAVAILABLE(
            422,
            "The device that was asked for cannot be used",
            "Use --device cpu, or install what the reason names."),
    MEMORY_EXHAUSTED(
            422,
            "The memory does not suffice",
            "Lower the batch size, shorten the windows, or train a smaller model."),
    STORAGE_FULL(
            507,
            "There is no space left where lumen writes",
            "Free space in the folder that is named, then resume the run."),
    STORAGE_UNWRITABLE(
            500,
            "lumen cannot write a folder that it needs",
            "Let the user that lumen runs as write the folder that is named, then resume the"
                    + " run."),
    TRAINING_LOST(
            500,
            "Training was taken up again and again and never got on",
            "The logs of training-service say why its process ended; a smaller model or batch needs"
                    + " less memory."),
    TRAINING_NOT_FOUND(
            404,
            "There is no training run of this id",
            "Send GET /trainings to list the training runs."),
    TRAINING_NOT_ENDED(
            409,
            "The training run has not ended",
            "Stop it, or wait for its end: GET /trainings/{id}/events tells it."),
    TRAINING_COMPLETE(
            409,
            "The training run has nothing left to do",
            "Resume it with more epochs than it has finished."),
    NOT_A_TEST(
            409,
            "The job has nothing to be compared with",
            "Only jobs of kind TEST have metrics: submit the labelled set with kind TEST."),
    METRICS_NOT_READY(
            409,
            "The job's metrics are not known yet",
            "Wait for the end of the job; GET /jobs/{id}/events tells it."),
    NOTHING_SCORED(
            422,
            "No file of the job was scored",
            "Every file failed; GET /jobs/{id}/items?state=failed says why."),
    NOT_FOUND(404, "There is nothing at this address", "See /docs for what there is."),
    METHOD_NOT_ALLOWED(405, "This address does not take this method", "See /docs."),
    NOT_ACCEPTABLE(406, "The answer cannot be given in the wanted media type", "See /docs."),
    TOO_BUSY(
            429,
            "Too much work is queued",
            "Wait for the time in Retry-After and send the request again."),
    UNAVAILABLE(
            503,
            "A part of lumen that this needs is not available",
            "Wait for the time in Retry-After and send the request again; /q/health says what is"
                    + " down."),
    INTERNAL(
            500,
            "lumen failed in a way that is its own fault",
            "Report the error id; the log has the details under it.");

    private final int status;
    private final String title;
    private final String advice;

    ErrorCode(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    /** The HTTP status of a response that says this code. */
    public int status() {
        return status;
    }

    /** What went wrong, in one sentence that never changes. */
    public String title() {
        return title;
    }

    /** What the user can do about it. */
    public String advice() {
        return advice;
    }
}
