package io.github.taxistream.parse.json;

/** A record is not JSON; the message says where and why. Without a stack trace: it is no bug. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
