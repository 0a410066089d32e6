package io.github.taxistream.producer.send;

/** There was no response to a request: its entries may or may not be in the stream. */
public final class UnknownOutcomeException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
