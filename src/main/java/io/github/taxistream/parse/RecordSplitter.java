package io.github.taxistream.parse;

import io.github.taxistream.parse.json.JsonScanner;
import io.github.taxistream.parse.json.MalformedJsonException;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Rejection;
import io.github.taxistream.trip.TripEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a record into its entries: JSON values one a line, one after the other, or in arrays, and
 * gzip around any of these.
 *
 * <p>A value may extend over several lines. If a line is not made of JSON values, it is one entry
 * that is rejected, and the next line begins anew. A record is one entry that is rejected if it is
 * empty, cannot be unpacked, has too many entries, or does not look like lines of JSON at all.
 *
 * <p>Not for use by several threads at once.
 */
final class RecordSplitter {

    /**
     * Far more than a megabyte of trips has, even compressed; this many rejections fit in memory.
     */
    private static final int MAX_ENTRIES = 250_000;

    /**
     * After this many values that began but did not end, a value has to end on its line. Without
     * this bound, a megabyte of opening brackets would be read once for each of them.
     */
    private static final int MAX_UNENDED = 16;

    private static final byte[] NOTHING = {};

    private final JsonScanner json;
    private final TripMembers members;
    private final EntryRules rules;
    private final List<TripEnvelope> entries = new ArrayList<>();

    private byte[] text = NOTHING;
    private int lines;
    private int linesLikeJson;
    private int brokenLines;
    private boolean hasContainer;
    private int unended;
    private boolean hasTooMany;
    private String firstMistake;

    RecordSplitter(JsonScanner json, TripMembers members, EntryRules rules) {
        this.json = json;
        this.members = members;
        this.rules = rules;
    }

    /** The envelopes of the record's entries, at least one; valid until the next record. */
    List<TripEnvelope> entries(byte[] record) {
        begin();
        Optional<String> mistake = KnownShapes.ofBinary(record);
        if (mistake.isEmpty()) {
            mistake = read(record);
        }
        if (mistake.isPresent()) {
            entries.clear();
            entries.add(
                    rules.rejected(RejectReason.NOT_JSON, mistake.get(), record, 0, record.length));
        } else if (entries.size() == 1 && text == record && !entries.get(0).isTrip()) {
            // It is the whole record, whitespace and all.
            Rejection rejection = entries.get(0).rejection();
            entries.set(
                    0,
                    rules.rejected(
                            rejection.reason(), rejection.detail(), record, 0, record.length));
        }
        text = NOTHING;
        return entries;
    }

    /** Reads the record's entries; what is wrong with all of it, if something is. */
    private Optional<String> read(byte[] record) {
        try {
            text = Gunzip.isCompressed(record) ? Gunzip.unpack(record) : record;
        } catch (MalformedJsonException e) {
            return Optional.of(e.getMessage());
        }
        String mistake = readLines();
        return mistake == null
                ? Optional.empty()
                : Optional.of(
                        KnownShapes.ofText(text)
                                .map(shape -> shape + "; " + mistake)
                                .orElse(mistake));
    }

    private void begin() {
        entries.clear();
        lines = 0;
        linesLikeJson = 0;
        brokenLines = 0;
        hasContainer = false;
        unended = 0;
        hasTooMany = false;
        firstMistake = null;
    }

    /** Reads all lines; what is wrong with the whole record, or null. */
    private String readLines() {
        int at = JsonScanner.startOf(text);
        while (true) {
            json.begin(text, at, text.length);
            int first = json.next();
            if (first == JsonScanner.END) {
                break;
            }
            lines++;
            linesLikeJson += first == '{' || first == '[' ? 1 : 0;
            at = readLine(json.position());
            if (hasTooMany) {
                return "more than " + MAX_ENTRIES + " entries: send fewer in a record";
            }
        }
        if (lines == 0) {
            return "not JSON: the record is empty";
        }
        boolean looksLikeLines = hasContainer || (lines > 1 && linesLikeJson * 2 > lines);
        return brokenLines > 0 && !looksLikeLines ? firstMistake : null;
    }

    /** Reads the values that begin on this line; returns where the next line begins. */
    private int readLine(int from) {
        int end = endOfLine(from);
        int before = entries.size();
        boolean hadContainer = hasContainer;
        json.begin(text, from, unended < MAX_UNENDED ? text.length : end);
        try {
            readValue();
            while (!isEndOfLine()) {
                requireSeparation();
                readValue();
            }
            return json.position();
        } catch (MalformedJsonException e) {
            unended += json.position() > end ? 1 : 0;
            entries.subList(before, entries.size()).clear();
            hasContainer = hadContainer;
            brokenLines++;
            firstMistake = firstMistake == null ? e.getMessage() : firstMistake;
            int to = end > from && text[end - 1] == '\r' ? end - 1 : end;
            entries.add(rules.rejected(RejectReason.NOT_JSON, e.getMessage(), text, from, to));
            hasTooMany |= entries.size() > MAX_ENTRIES;
            return end;
        }
    }

    private void add(TripEnvelope entry) throws MalformedJsonException {
        entries.add(entry);
        if (entries.size() > MAX_ENTRIES) {
            hasTooMany = true;
            throw new MalformedJsonException("too many entries");
        }
    }

    private void readValue() throws MalformedJsonException {
        int first = json.next();
        if (first == '[') {
            hasContainer = true;
            readArray();
        } else {
            readEntry(first);
        }
    }

    private void readArray() throws MalformedJsonException {
        int from = json.position();
        json.pass('[');
        if (json.next() == ']') {
            json.pass();
            add(noObject("an empty array", from));
            return;
        }
        while (true) {
            readEntry(json.next());
            if (json.passEndOrSeeComma(']')) {
                return;
            }
            json.pass();
        }
    }

    private void readEntry(int first) throws MalformedJsonException {
        int from = json.position();
        if (first == '{') {
            hasContainer = true;
            members.readObject(json, text);
            add(rules.entry(text, from, json.position()));
        } else {
            json.passValue(first);
            add(noObject(KnownShapes.ofNoObject(text, from, json.position()), from));
        }
    }

    private TripEnvelope noObject(String detail, int from) {
        return rules.rejected(RejectReason.NOT_AN_OBJECT, detail, text, from, json.position());
    }

    /** Only objects and arrays may follow one another without whitespace. */
    private void requireSeparation() throws MalformedJsonException {
        byte before = text[json.position() - 1];
        byte next = text[json.position()];
        boolean isSeparated =
                before == ' '
                        || before == '\t'
                        || before == '\r'
                        || ((before == '}' || before == ']') && (next == '{' || next == '['));
        if (!isSeparated) {
            json.passEnd();
        }
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Passes spaces; returns whether nothing else follows the last value on its line. */
    private boolean isEndOfLine() {
        int at = json.position();
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
            at++;
        }
        json.passTo(at);
        return at >= text.length || text[at] == '\n';
    }
}
