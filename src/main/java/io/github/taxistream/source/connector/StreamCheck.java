package io.github.taxistream.source.connector;

import org.apache.flink.kinesis.shaded.com.amazonaws.ClientConfiguration;
import org.apache.flink.kinesis.shaded.com.amazonaws.SdkClientException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.AmazonKinesis;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.AmazonKinesisException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.DescribeStreamSummaryRequest;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.ResourceNotFoundException;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException;
import org.apache.flink.streaming.connectors.kinesis.util.AWSUtil;

/**
 * Looks up the stream before the job starts, so that a mistake is reported in a sentence, and not
 * by a job that restarts forever.
 */
public final class StreamCheck {

    private static final int TIMEOUT_MILLIS = 10_000;

    private StreamCheck() {}

    /**
     * Returns if the stream exists and can be described.
     *
     * @throws IllegalStateException with a sentence that names the stream and the endpoint, if it
     *     does not exist, is in another account, or cannot be reached or described
     */
    public static void requireReadable(KinesisStream stream) {
        if (stream.isEmulated()) {
            KinesisStream.prepareClientsForEmulator();
        }
        ClientConfiguration patience =
                new ClientConfiguration()
                        .withConnectionTimeout(TIMEOUT_MILLIS)
                        .withRequestTimeout(TIMEOUT_MILLIS)
                        .withMaxErrorRetry(2);
        AmazonKinesis client = AWSUtil.createKinesisClient(stream.clientProperties(), patience);
        try {
            requireSameAccount(stream, describe(client, stream));
        } finally {
            client.shutdown();
            ClientCleanup.afterClient();
        }
    }

    private static String describe(AmazonKinesis client, KinesisStream stream) {
        try {
            return client.describeStreamSummary(
                            new DescribeStreamSummaryRequest().withStreamName(stream.name()))
                    .getStreamDescriptionSummary()
                    .getStreamARN();
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(
                    String.format(
                            "there is no Kinesis stream \"%s\" at %s",
                            stream.name(), stream.place()),
                    e);
        } catch (AmazonKinesisException e) {
            throw new IllegalStateException(
                    String.format(
                            "the Kinesis stream \"%s\" at %s cannot be described: %s (%s)",
                            stream.name(), stream.place(), e.getErrorMessage(), e.getErrorCode()),
                    e);
        } catch (SdkClientException e) {
            throw new IllegalStateException(unreachable(stream, e), e);
        }
    }

    /** Why the stream cannot even be asked for. */
    static String unreachable(KinesisStream stream, SdkClientException cause) {
        if (cause instanceof AWSSecurityTokenServiceException) {
            AWSSecurityTokenServiceException refusal = (AWSSecurityTokenServiceException) cause;
            return String.format(
                    "the role %s (kinesis.role) cannot be assumed to read the Kinesis stream \"%s\":"
                            + " %s (%s)",
                    stream.role().orElse("of the web identity"),
                    stream.name(),
                    refusal.getErrorMessage(),
                    refusal.getErrorCode());
        }
        String message = String.valueOf(cause.getMessage());
        if (message.startsWith("Unable to load AWS credentials")) {
            return String.format(
                    "no AWS credentials to read the Kinesis stream \"%s\" at %s: set"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role",
                    stream.name(), stream.place());
        }
        return String.format(
                "Kinesis cannot be reached at %s for the stream \"%s\": %s",
                stream.place(), stream.name(), message);
    }

    /**
     * The connector uses the stream's name only, so for an ARN of another account it would read the
     * stream of that name in this account.
     *
     * @param foundArn the ARN of the stream that the job would read
     */
    static void requireSameAccount(KinesisStream stream, String foundArn) {
        String found = String.valueOf(foundArn).replaceFirst("^arn:[^:]+:kinesis:[^:]*:", "");
        String account = found.substring(0, Math.max(0, found.indexOf(':')));
        // Most emulators have no accounts.
        if (stream.account().isEmpty() || account.isEmpty() || account.equals("000000000000")) {
            return;
        }
        if (!stream.account().get().equals(account)) {
            throw new IllegalStateException(
                    String.format(
                            "the ARN's stream \"%s\" is in account %s, but these credentials"
                                    + " are of account %s, and a stream can be read only from its"
                                    + " own account: use credentials of account %s, such as those"
                                    + " of a role in it (kinesis.role)",
                            stream.name(),
                            stream.account().get(),
                            account,
                            stream.account().get()));
        }
    }
}
