package io.github.taxistream.aws;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.trip.FailureWords;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns the errors of AWS's client into one sentence each. */
public final class Failures {

    private Failures() {}

    /**
     * The problem with a stream or bucket.
     *
     * @param what the stream or bucket, with its name
     * @param where the endpoint
     */
    public static Problem with(String what, String where, SdkException e) {
        if (e instanceof AwsServiceException) {
            AwsServiceException answer = (AwsServiceException) e;
            String words = words(answer);
            if (answer.statusCode() == 403) {
                return new Problem(
                        "Access to " + what + " at " + where + " is denied: " + words, e);
            }
            return new Problem(what + " at " + where + " cannot be used: " + words, e);
        }
        if (isUnreachable(e)) {
            return new Problem(where + " cannot be reached for " + what + ": " + rootMessage(e), e);
        }
        return new Problem(what + " at " + where + " cannot be used: " + e.getMessage(), e);
    }

    /** The message without the request ids and the like that the client adds. */
    private static String words(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorMessage() == null
                ? answer.getMessage()
                : details.errorCode() + ": " + details.errorMessage();
    }

    /** Whether it is certain that the request was not received. */
    public static boolean isNotSent(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnreachable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return isNotSent(e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return FailureWords.of(root);
    }
}
