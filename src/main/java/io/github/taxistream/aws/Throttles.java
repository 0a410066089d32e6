package io.github.taxistream.aws;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Recognizes that AWS throttles requests. The SDK's own list lacks some, such as Kinesis's {@code
 * KMSThrottlingException} and the {@code LimitExceededException} of ListShards.
 */
public final class Throttles {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Set<String> WITHOUT_THROTTL =
            Set.of(
                    "limitexceededexception",
                    "provisionedthroughputexceededexception",
                    "toomanyrequestsexception",
                    "requestlimitexceeded",
                    "bandwidthlimitexceeded",
                    "slowdown");

    private Throttles() {}

    /** Whether an error is a throttle. */
    public static boolean isOne(Throwable e) {
        if (!(e instanceof AwsServiceException)) {
            return false;
        }
        AwsServiceException failure = (AwsServiceException) e;
        return failure.isThrottlingException()
                || failure.statusCode() == TOO_MANY_REQUESTS
                || (failure.awsErrorDetails() != null
                        && isOne(failure.awsErrorDetails().errorCode()));
    }

    /** Whether an error code is that of a throttle. */
    public static boolean isOne(String errorCode) {
        String code = String.valueOf(errorCode).toLowerCase(Locale.ROOT);
        return code.contains("throttl") || WITHOUT_THROTTL.contains(code);
    }
}
