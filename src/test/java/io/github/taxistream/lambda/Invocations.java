package io.github.taxistream.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** What Lambda tells a function of an invocation, and what the function logs. */
final class Invocations implements Context, LambdaLogger {

    private static final int FIVE_MINUTES = 300_000;

    private final List<String> lines = new ArrayList<>();
    private PrimitiveIterator.OfInt remaining = IntStream.empty().iterator();

    /** What the next questions for the remaining time are answered with. */
    void remaining(int... millis) {
        remaining = IntStream.of(millis).iterator();
    }

    /** All lines that were logged. */
    List<String> lines() {
        return lines;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return remaining.hasNext() ? remaining.nextInt() : FIVE_MINUTES;
    }

    @Override
    public LambdaLogger getLogger() {
        return this;
    }

    @Override
    public void log(String message) {
        lines.add(message.strip());
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public String getAwsRequestId() {
        return "c9b8fa9f-5a7f-46c2-af9c-0c604cde93a5";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/taxi-stream";
    }

    @Override
    public String getLogStreamName() {
        return "log";
    }

    @Override
    public String getFunctionName() {
        return "taxi-stream";
    }

    @Override
    public String getFunctionVersion() {
        return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-west-1:123456789012:function:taxi-stream";
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1769;
    }
}
