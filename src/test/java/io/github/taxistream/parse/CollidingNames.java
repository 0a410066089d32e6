package io.github.taxistream.parse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Names of eight letters that all have the same hash in Jackson's table of names, whatever its
 * seed. Too many of them make Jackson give up, unless told not to.
 */
final class CollidingNames {

    /** What Jackson multiplies the second four bytes by, inverted. */
    private static final int INVERSE_OF_33 =
            BigInteger.valueOf(33).modInverse(BigInteger.ONE.shiftLeft(32)).intValue();

    private CollidingNames() {}

    static List<String> some(int count) {
        Random random = new Random(33);
        List<String> names = new ArrayList<>();
        while (names.size() < count) {
            int first = 0;
            for (int i = 0; i < 4; i++) {
                first = first << 8 | ('a' + random.nextInt(26));
            }
            int mixed = first + (first >>> 15);
            int second = (0x61616161 - (mixed ^ (mixed >>> 9))) * INVERSE_OF_33;
            String name = text(first) + text(second);
            if (name.matches("[\\w .,:;#+*~(){}=-]{8}")) {
                names.add(name);
            }
        }
        return names;
    }

    private static String text(int bytes) {
        return new String(
                new char[] {
                    (char) (bytes >>> 24 & 0xFF),
                    (char) (bytes >>> 16 & 0xFF),
                    (char) (bytes >>> 8 & 0xFF),
                    (char) (bytes & 0xFF)
                });
    }
}
