package eu.bocage.connector.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses that are nobody's on the public Internet: this machine, its networks, and what is reserved (IANA
 * special-purpose registries, RFC 6890), in IPv4, IPv6, and IPv4 wrapped in IPv6 (mapped, compatible, NAT64, 6to4;
 * Teredo as a whole).
 */
final class PrivateRanges {

    private static final List<Range> IPV4 = List.of(
        range("0.0.0.0", 8), range("10.0.0.0", 8), range("100.64.0.0", 10), range("127.0.0.0", 8),
        range("169.254.0.0", 16), range("172.16.0.0", 12), range("192.0.0.0", 24), range("192.0.2.0", 24),
        range("192.88.99.0", 24), range("192.168.0.0", 16), range("198.18.0.0", 15), range("198.51.100.0", 24),
        range("203.0.113.0", 24), range("224.0.0.0", 4), range("240.0.0.0", 4));

    private static final List<Range> IPV6 = List.of(
        range("::", 128), range("::1", 128), range("100::", 64), range("2001::", 32), range("2001:db8::", 32),
        range("64:ff9b:1::", 48), range("fc00::", 7), range("fe80::", 10), range("fec0::", 10), range("ff00::", 8));

    private record Range(byte[] prefix, int bits) {
        boolean holds(byte[] address) {
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> i % 8;
                if ((address[i / 8] & mask) != (prefix[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private PrivateRanges() {
    }

    /** Whether an address must not be called on a stranger's word. */
    static boolean hold(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> IPV4.stream().anyMatch(range -> range.holds(v4.getAddress()));
            case Inet6Address v6 -> holdIpv6(v6.getAddress());
            default -> true;
        };
    }

    private static boolean holdIpv6(byte[] address) {
        if (IPV6.stream().anyMatch(range -> range.holds(address))) {
            return true;
        }
        boolean compatible = allZero(address, 0, 12);
        boolean mapped = allZero(address, 0, 10) && address[10] == -1 && address[11] == -1;
        boolean translated = range("64:ff9b::", 96).holds(address);
        if (compatible || mapped || translated) {
            return holdsIpv4(Arrays.copyOfRange(address, 12, 16));
        }
        boolean sixToFour = range("2002::", 16).holds(address);
        return sixToFour && holdsIpv4(Arrays.copyOfRange(address, 2, 6));
    }

    private static boolean holdsIpv4(byte[] address) {
        return IPV4.stream().anyMatch(range -> range.holds(address));
    }

    private static boolean allZero(byte[] address, int from, int to) {
        for (int i = from; i < to; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Range range(String prefix, int bits) {
        try {
            return new Range(InetAddress.getByName(prefix).getAddress(), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(prefix + " is a literal", e);
        }
    }
}
