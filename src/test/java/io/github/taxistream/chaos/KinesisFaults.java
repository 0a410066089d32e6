package io.github.taxistream.chaos;

/** How Kinesis fails, in the words of its API reference. */
final class KinesisFaults {

    private static final String JSON = "application/x-amz-json-1.1";

    private KinesisFaults() {}

    /** A shard was read more often than five times a second. */
    static Fault throttled() {
        return clientError(
                "ProvisionedThroughputExceededException", "Rate exceeded for shard of this stream");
    }

    /** An iterator was not used for five minutes. */
    static Fault iteratorExpired() {
        return clientError("ExpiredIteratorException", "Iterator expired. The iterator was old.");
    }

    /** The reader's role lost its rights: nothing that reading again could help. */
    static Fault denied() {
        return clientError("AccessDeniedException", "User is not authorized to perform this");
    }

    static Fault internalFailure() {
        return Fault.answered(
                "InternalFailure",
                KinesisFaults::readsAShard,
                "500 Internal Server Error",
                JSON,
                "{\"__type\":\"InternalFailure\",\"message\":\"Something went wrong\"}");
    }

    /** Records are stored, but who has sent them does not hear of it, and sends them again. */
    static Fault putUnanswered() {
        return Fault.answerLost(
                "PutRecords unanswered",
                head -> head.header("X-Amz-Target").endsWith(".PutRecords"));
    }

    /** Every connection is reset, whatever is asked. */
    static Fault away() {
        return Fault.reset("Kinesis is away", request -> true);
    }

    private static Fault clientError(String type, String message) {
        return Fault.answered(
                type,
                KinesisFaults::readsAShard,
                "400 Bad Request",
                JSON,
                String.format("{\"__type\":\"%s\",\"message\":\"%s\"}", type, message));
    }

    private static boolean readsAShard(RequestHead request) {
        return request.header("X-Amz-Target").endsWith(".GetRecords");
    }
}
