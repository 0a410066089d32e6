package io.github.taxistream.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** What goes wrong with some requests: which, how, and how often. Counts how often it did. */
final class Fault {

    /** What becomes of a request. */
    enum Kind {
        /** It is answered with an error, and not carried out. */
        ANSWERED,
        /** The connection is reset, and it is not carried out. */
        RESET,
        /** It is carried out, but the connection is reset instead of an answer. */
        ANSWER_LOST,
        /** Nothing happens for a while, then it is carried out. */
        HANGING
    }

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final String name;
    private final Kind kind;
    private final Predicate<RequestHead> requests;
    private final String answer;
    private final Duration duration;
    private final AtomicInteger left = new AtomicInteger(ALWAYS);
    private final AtomicInteger happened = new AtomicInteger();
    private final AtomicReference<Instant> began = new AtomicReference<>();
    private volatile Duration lasting;

    private Fault(
            String name,
            Kind kind,
            Predicate<RequestHead> requests,
            String answer,
            Duration duration) {
        this.name = name;
        this.kind = kind;
        this.requests = requests;
        this.answer = answer;
        this.duration = duration;
    }

    /**
     * An error in the place of an answer.
     *
     * @param status the status and its reason, like {@code 503 Slow Down}
     */
    static Fault answered(
            String name, Predicate<RequestHead> requests, String status, String type, String body) {
        String answer =
                String.format(
                        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
                                + "Connection: close\r\nx-amzn-RequestId: fault\r\n\r\n%s",
                        status, type, body.length(), body);
        return new Fault(name, Kind.ANSWERED, requests, answer, Duration.ZERO);
    }

    static Fault reset(String name, Predicate<RequestHead> requests) {
        return new Fault(name, Kind.RESET, requests, "", Duration.ZERO);
    }

    static Fault answerLost(String name, Predicate<RequestHead> requests) {
        return new Fault(name, Kind.ANSWER_LOST, requests, "", Duration.ZERO);
    }

    static Fault hanging(String name, Predicate<RequestHead> requests, Duration duration) {
        return new Fault(name, Kind.HANGING, requests, "", duration);
    }

    /** The same for the next requests only. */
    Fault times(int requestCount) {
        left.set(requestCount);
        return this;
    }

    /** The same for so long from the first request that it befalls. */
    Fault lasting(Duration time) {
        lasting = time;
        return this;
    }

    /** Whether it befell requests, and will befall no more. */
    boolean isOver() {
        Instant begun = began.get();
        return left.get() == 0
                || (lasting != null && begun != null && Instant.now().isAfter(begun.plus(lasting)));
    }

    /** Whether it befalls this request; counts if so. */
    boolean befalls(RequestHead request) {
        boolean does =
                requests.test(request)
                        && !isOver()
                        && left.getAndUpdate(n -> n == ALWAYS || n == 0 ? n : n - 1) > 0;
        if (does) {
            happened.incrementAndGet();
            began.compareAndSet(null, Instant.now());
        }
        return does;
    }

    Kind kind() {
        return kind;
    }

    /** The whole answer, in the bytes of HTTP. */
    String answer() {
        return answer;
    }

    Duration duration() {
        return duration;
    }

    /** How many requests it befell. */
    int happened() {
        return happened.get();
    }

    @Override
    public String toString() {
        return name + " (happened " + happened + " times)";
    }
}
