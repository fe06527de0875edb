package io.hostport4j.core.doctor;

import java.util.List;

/** {@link FindingId#KERNEL_FEATURE_MISSING} and {@link FindingId#PERMISSION_MISSING}: why no host port could be added. */
final class ObstacleCheck implements Check {
    /** All that the table needs, where it is not built into the kernel ({@code CONFIG_NF_TABLES_INET}, {@code CONFIG_NFT_NAT}, ...). */
    private static final String MODULES = "nf_tables nft_chain_nat nft_nat nft_masq nft_fib_inet nft_ct nf_conntrack_netlink";

    @Override
    public List<Finding> examine(Node node) {
        return node.obstacle().map(obstacle -> finding(obstacle, new Commands(node.places()))).stream().toList();
    }

    private static Finding finding(Node.Obstacle obstacle, Commands commands) {
        return obstacle.permission()
                ? new Finding(FindingId.PERMISSION_MISSING, "this process", obstacle.why(), "sudo " + commands.doctor())
                : new Finding(FindingId.KERNEL_FEATURE_MISSING, "this node", obstacle.why(), remedy(obstacle.why()));
    }

    private static String remedy(String why) {
        return why.contains("netlink") || why.contains("nf_tables") ? "modprobe -a " + MODULES
                : "# what is missing is named there; get it, and look again";
    }
}
