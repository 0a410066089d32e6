package io.github.taxistream.aws;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Tells AWS's own endpoints, VPC endpoints included, from everything else. */
final class AwsDomains {

    /** The DNS suffixes of AWS's partitions, from the SDK's own partition metadata. */
    private static final List<String> SUFFIXES =
            List.of(
                    ".amazonaws.com",
                    ".amazonaws.com.cn",
                    ".amazonaws.eu",
                    ".api.aws",
                    ".api.amazonwebservices.com.cn",
                    ".api.amazonwebservices.eu",
                    ".c2s.ic.gov",
                    ".sc2s.sgov.gov",
                    ".csp.hci.ic.gov",
                    ".cloud.adc-e.uk");

    private AwsDomains() {}

    /** Whether an endpoint's host is one of AWS's. */
    static boolean contain(URI endpoint) {
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(host::endsWith);
    }
}
