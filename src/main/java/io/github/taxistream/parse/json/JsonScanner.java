package io.github.taxistream.parse.json;

import java.util.BitSet;

/**
 * Walks over JSON texts (RFC 8259) in UTF-8 without building anything: values are skipped, or
 * returned as their range of bytes.
 *
 * <p>Accepts and refuses what jackson-core's parser does with ALLOW_NON_NUMERIC_NUMBERS, except
 * UTF-16, UTF-32 and bytes that are not well-formed UTF-8, which it refuses. Depth and length are
 * bounded by the text alone.
 */
public final class JsonScanner extends JsonScalars {

    /** Passes a member's name and the colon after it. */
    public void passName() throws MalformedJsonException {
        if (next() != '"') {
            throw unexpected("a member's name");
        }
        passString();
        pass(':');
    }

    /** Passes an object without members, at its opening brace, and returns whether it is one. */
    public boolean passEmptyObject() {
        int opening = at;
        at++;
        boolean isEmpty = next() == '}';
        at = isEmpty ? at + 1 : opening;
        return isEmpty;
    }

    /** Passes any value, at its first byte, which {@link #next} returned. */
    public void passValue(int first) throws MalformedJsonException {
        if (first == '{' || first == '[') {
            passContainer(first);
        } else {
            passScalar(first);
        }
    }

    /** Keeps its own stack, as a record may be nested half a million levels deep. */
    private void passContainer(int first) throws MalformedJsonException {
        BitSet isObject = new BitSet();
        int depth = 0;
        int c = first;
        boolean isEmpty;
        do {
            if (c == '{' || c == '[') {
                isObject.set(depth++, c == '{');
                at++;
                isEmpty = true;
            } else {
                passScalar(c);
                isEmpty = false;
            }
            c = next();
            while (depth > 0 && c == (isObject.get(depth - 1) ? '}' : ']')) {
                at++;
                depth--;
                isEmpty = false;
                c = depth > 0 ? next() : c;
            }
            if (depth > 0) {
                c = passToNextValue(isObject.get(depth - 1), isEmpty);
            }
        } while (depth > 0);
    }

    /**
     * Passes what comes before a member's or an element's value, and returns the value's first
     * byte.
     */
    private int passToNextValue(boolean inObject, boolean isFirst) throws MalformedJsonException {
        if (!isFirst) {
            pass(',');
        }
        if (inObject) {
            passName();
        }
        return next();
    }
}
