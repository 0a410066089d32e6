package io.github.taxistream.chaos;

import java.time.Duration;
import java.util.function.Predicate;

/** How S3 fails, in the words of its API reference. */
final class S3Faults {

    private S3Faults() {}

    /** Asks for fewer requests, whatever is asked. */
    static Fault slowDown() {
        return Fault.answered(
                "503 SlowDown",
                request -> true,
                "503 Slow Down",
                "application/xml",
                xml("SlowDown", "Please reduce your request rate."));
    }

    static Fault resets() {
        return Fault.reset("S3 resets connections", request -> true);
    }

    static Fault hangs(Duration duration) {
        return Fault.hanging("S3 hangs for " + duration, request -> true, duration);
    }

    /** The writer's role lost its rights: nothing that trying again could help. */
    static Fault uploadDenied() {
        return denied("uploading is denied", S3Faults::uploadsAPart);
    }

    /** The same for files of the archive only. */
    static Fault archiveUploadDenied() {
        return denied(
                "uploading to the archive is denied",
                request -> uploadsAPart(request) && request.target().contains("/archive/"));
    }

    /** The same in the midst of a commit. */
    static Fault commitDenied() {
        return denied("completing an upload is denied", S3Faults::makesAFileVisible);
    }

    /** The file is there, but whoever committed it cannot know. */
    static Fault commitUnanswered() {
        return Fault.answerLost("the answer to a commit is lost", S3Faults::makesAFileVisible);
    }

    private static Fault denied(String name, Predicate<RequestHead> requests) {
        return Fault.answered(
                name,
                requests,
                "403 Forbidden",
                "application/xml",
                xml("AccessDenied", "Access Denied"));
    }

    private static String xml(String code, String message) {
        return String.format(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code>"
                        + "<Message>%s</Message><RequestId>fault</RequestId></Error>",
                code, message);
    }

    private static boolean uploadsAPart(RequestHead request) {
        return request.method().equals("PUT") && request.target().contains("partNumber=");
    }

    private static boolean makesAFileVisible(RequestHead request) {
        return request.method().equals("POST") && request.target().contains("uploadId=");
    }
}
