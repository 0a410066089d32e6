package io.github.taxistream.producer.generate;

/**
 * Random numbers from a seed: SplitMix64, implemented here so that a seed gives the same numbers
 * with every version of Java.
 *
 * <p>Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
 */
final class Dice {

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A whole number from 0 up to, but not including, a bound. */
    int below(int bound) {
        // The high half of a product is as good as a remainder here, and cheaper.
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A whole number from one to another, both included. */
    int between(int from, int to) {
        return from + below(to - from + 1);
    }

    /** True in so many cases of a thousand. */
    boolean permille(int cases) {
        return below(1000) < cases;
    }
}
