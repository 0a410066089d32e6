package io.github.taxistream.producer.send;

/** No answer came to a request: its entries may be in the stream or not. */
public final class UnknownOutcomeException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
