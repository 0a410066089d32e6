package io.github.taxistream.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.trip.Measure;
import java.io.IOException;
import java.time.Duration;

/** Parsing alone. */
final class ParserWork implements Work {

    /** Reads one record, and answers something that depends on what it has read. */
    interface Parser {
        long parse(byte[] json) throws IOException;
    }

    private final Parser parser;
    private long counted;

    /** Kept, so that the compiler cannot leave the reading out. */
    private long read;

    private ParserWork(Parser parser) {
        this.parser = parser;
    }

    /**
     * The work of a parser.
     *
     * @param name {@code parser}, which is ours, {@code tree} or {@code streaming}
     */
    static ParserWork of(String name) {
        return new ParserWork(
                switch (name) {
                    case "parser" -> {
                        TripParser trips = new TripParser(Duration.ofHours(1));
                        yield json -> ourTrip(trips, json);
                    }
                    case "tree" -> {
                        ObjectMapper mapper = new ObjectMapper();
                        yield json -> mapper.readTree(json).size();
                    }
                    case "streaming" -> {
                        JsonFactory factory = new JsonFactory();
                        yield json -> tokens(factory, json);
                    }
                    default -> throw new IllegalArgumentException("no contender is called " + name);
                });
    }

    private static long ourTrip(TripParser parser, byte[] json) {
        return parser.parse(json, RecordSource.ARRIVAL_MILLIS, "trips", "shard", "1")
                .trip()
                .get(Measure.TOTAL);
    }

    /** Less than a trip takes: numbers are read as they are, and times only as text. */
    private static long tokens(JsonFactory factory, byte[] json) throws IOException {
        long read = 0;
        try (JsonParser tokens = factory.createParser(json)) {
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                if (token.isNumeric()) {
                    read += (long) tokens.getDoubleValue();
                } else if (token == JsonToken.VALUE_STRING) {
                    read += tokens.getText().length();
                }
            }
        }
        return read;
    }

    @Override
    public void run() throws IOException {
        TripRecords records = TripRecords.loaded();
        Stopwatch.start();
        counted = 0;
        int count = records.count();
        for (int i = 0; i < count; i++) {
            read += parser.parse(records.at(i));
            counted++;
        }
    }

    @Override
    public long countedTrips() {
        return read == 0 ? 0 : counted;
    }
}
