package io.github.taxistream.parse.json;

/**
 * A record is not JSON; the message says where and why. It has no stack trace, as it is not a bug.
 */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
