package io.github.taxistream.aws;

import io.github.taxistream.cli.WrongCall;

/** A bucket, and a key or the beginning of one. Immutable. */
public final class S3Location {

    private static final String SCHEME = "s3://";

    private final String bucket;
    private final String key;

    private S3Location(String bucket, String key) {
        this.bucket = bucket;
        this.key = key;
    }

    /** Whether a text is a location in S3. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * The location of a text like {@code s3://bucket/key}.
     *
     * @throws WrongCall if it names no bucket
     */
    public static S3Location of(String text) {
        String rest = text.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new WrongCall(text + " names no bucket; it should be like s3://bucket/prefix.");
        }
        return new S3Location(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    public String bucket() {
        return bucket;
    }

    /** The key, without a leading slash; may be empty. */
    public String key() {
        return key;
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
