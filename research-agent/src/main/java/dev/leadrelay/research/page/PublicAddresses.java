package dev.leadrelay.research.page;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the public internet from all others. What is not clearly public is not: loopback, private and
 * link-local networks, multicast, documentation, benchmarks, translation and tunnels. Pure.
 */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC_4 = List.of(
            new Block(0, 0, 8),
            new Block(10, 0, 8),
            new Block(100, 64, 10),
            new Block(127, 0, 8),
            new Block(169, 254, 16),
            new Block(172, 16, 12),
            new Block(192, 168, 16),
            new Block(198, 18, 15),
            new Block(224, 0, 3));
    private static final List<List<Integer>> NOT_PUBLIC_24 = List.of(
            List.of(192, 0, 0), List.of(192, 0, 2), List.of(192, 88, 99), List.of(198, 51, 100), List.of(203, 0, 113));

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic4(four.getAddress());
            case Inet6Address six -> isPublic6(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return NOT_PUBLIC_4.stream().noneMatch(block -> block.has(first, second))
                && !NOT_PUBLIC_24.contains(List.of(first, second, bytes[2] & 0xFF));
    }

    /** Only 2000::/3 is handed out; of it 2001::/23, 2001:db8::/32, 2002::/16 and 3fff::/20 serve other ends. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        int second = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        boolean special = first == 0x2001 && (second < 0x200 || second == 0xdb8)
                || first == 0x2002
                || first == 0x3fff && second < 0x1000;
        return (first & 0xE000) == 0x2000 && !special;
    }

    /** The networks whose addresses begin like this; {@code bits} is at most 16. */
    private record Block(int first, int second, int bits) {
        boolean has(int one, int two) {
            int shift = 16 - bits;
            return (one << 8 | two) >> shift == (first << 8 | second) >> shift;
        }
    }
}
