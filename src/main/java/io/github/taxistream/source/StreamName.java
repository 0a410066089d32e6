package io.github.taxistream.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a data stream; from an ARN also its region and account. Immutable. */
public final class StreamName {

    private static final Pattern ARN =
            Pattern.compile(
                    "arn:[\\w-]+:kinesis:([\\w-]+):(\\d{12}):stream/([a-zA-Z0-9_.-]{1,128})");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private final String name;
    private final String region;
    private final String account;

    private StreamName(String name, String region, String account) {
        this.name = name;
        this.region = region;
        this.account = account;
    }

    /**
     * Reads a name or an ARN.
     *
     * @throws IllegalArgumentException if the text is neither; its message says what would be right
     */
    public static StreamName parse(String nameOrArn) {
        Matcher arn = ARN.matcher(nameOrArn);
        if (arn.matches()) {
            return new StreamName(arn.group(3), arn.group(1), arn.group(2));
        }
        if (!NAME.matcher(nameOrArn).matches()) {
            throw new IllegalArgumentException(
                    "a stream's name (letters, digits, _ . -) or its ARN");
        }
        return new StreamName(nameOrArn, null, null);
    }

    /** The name alone, without the rest of the ARN. */
    public String name() {
        return name;
    }

    /** The ARN's region, if the stream was named by its ARN. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** The ARN's account of twelve digits, if the stream was named by its ARN. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }
}
