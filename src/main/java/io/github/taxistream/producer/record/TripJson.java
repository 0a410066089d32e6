package io.github.taxistream.producer.record;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes one record's JSON directly into bytes: a tree or a formatter for each trip would cost more
 * than everything else together.
 *
 * <p>Not for use by several threads at once.
 */
public final class TripJson {

    /** The last second that has four digits for its year. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private static final long MIN_SECONDS = -62_135_596_800L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean agent;
    private byte[] buffer = new byte[1024];
    private int length;
    private long cachedDay = Long.MIN_VALUE;
    private byte[] cachedDate;

    public TripJson(JsonFormat format) {
        this.agent = format == JsonFormat.AGENT;
    }

    /** The text before a member's value, made once per column. */
    public static byte[] member(String name) {
        TripJson json = new TripJson(JsonFormat.JSON);
        json.quoted(name);
        json.put(':');
        return Arrays.copyOf(json.buffer, json.length);
    }

    /** A member with a text as its value, and a space after it. */
    static byte[] textMember(String name, String value) {
        TripJson json = new TripJson(JsonFormat.JSON);
        json.quoted(name);
        json.put(':');
        json.quoted(value);
        json.put(' ');
        return Arrays.copyOf(json.buffer, json.length);
    }

    /** Begins a record. */
    public void begin() {
        length = 0;
        put('{');
    }

    /** Ends the record and returns its bytes. */
    public byte[] end() {
        put('}');
        return Arrays.copyOf(buffer, length);
    }

    /** A value that is missing. */
    public void missing(byte[] member) {
        if (agent) {
            name(member);
            put('"');
            put('"');
        }
    }

    /** A whole number. */
    public void whole(byte[] member, long value) {
        name(member);
        quoteForAgent();
        digits(value);
        quoteForAgent();
    }

    /**
     * A number of hundredths, like cents, with as many decimals as it needs, but at least one.
     *
     * @param value any but {@link Long#MIN_VALUE}, which has no magnitude in a long
     */
    public void hundredths(byte[] member, long value) {
        name(member);
        quoteForAgent();
        if (value < 0) {
            put('-');
        }
        long magnitude = Math.abs(value);
        digits(magnitude / 100);
        put('.');
        int cents = (int) (magnitude % 100);
        put((char) ('0' + cents / 10));
        if (cents % 10 != 0) {
            put((char) ('0' + cents % 10));
        }
        quoteForAgent();
    }

    /** The text of a number, which has to be one in JSON's own grammar. */
    public void number(byte[] member, String text) {
        name(member);
        quoteForAgent();
        ascii(text);
        quoteForAgent();
    }

    /** Any text. */
    public void text(byte[] member, String value) {
        name(member);
        quoted(value);
    }

    /** Whether a time has four digits for its year, and so can be written. */
    static boolean isWritable(long secondsSince1970) {
        return secondsSince1970 >= MIN_SECONDS && secondsSince1970 <= MAX_SECONDS;
    }

    /** A wall-clock time like {@code 2024-01-31 23:59:59}, in seconds since 1970. */
    public void time(byte[] member, long secondsSince1970) {
        if (!isWritable(secondsSince1970)) {
            text(member, secondsSince1970 + " seconds since 1970");
            return;
        }
        name(member);
        reserve(21);
        put('"');
        long day = Math.floorDiv(secondsSince1970, SECONDS_PER_DAY);
        if (day != cachedDay) {
            cachedDate = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            cachedDay = day;
        }
        System.arraycopy(cachedDate, 0, buffer, length, cachedDate.length);
        length += cachedDate.length;
        put(' ');
        int second = (int) Math.floorMod(secondsSince1970, SECONDS_PER_DAY);
        twoDigits(second / 3600);
        put(':');
        twoDigits(second / 60 % 60);
        put(':');
        twoDigits(second % 60);
        put('"');
    }

    private void name(byte[] member) {
        if (length > 1) {
            put(',');
        }
        reserve(member.length);
        System.arraycopy(member, 0, buffer, length, member.length);
        length += member.length;
    }

    private void quoteForAgent() {
        if (agent) {
            put('"');
        }
    }

    private void digits(long value) {
        if (value < 0) {
            // Long.MIN_VALUE has no magnitude in a long.
            ascii(Long.toString(value));
            return;
        }
        reserve(20);
        int end = length + 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            end++;
        }
        length = end;
        long rest = value;
        do {
            buffer[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
    }

    private void twoDigits(int value) {
        put((char) ('0' + value / 10));
        put((char) ('0' + value % 10));
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void quoted(String text) {
        put('"');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                put('\\');
                put((char) b);
            } else if (b >= 0 && b < ' ') {
                ascii("\\u00");
                put((char) HEX[b >> 4]);
                put((char) HEX[b & 15]);
            } else {
                put((char) (b & 0xFF));
            }
        }
        put('"');
    }

    private void put(char c) {
        reserve(1);
        buffer[length++] = (byte) c;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
