package io.hostport4j.examples.walk;

import java.util.List;

/** The rules that others make, in the shapes in which they make them. */
final class Scenes {
    private static final String KUBE_NFT = """
            nft -f - <<EOF
            table ip kube-proxy {
              set cluster-ips { type ipv4_addr; elements = { 10.96.0.1 } }
              set nodeport-ips { type ipv4_addr; elements = { $NODE } }
              map no-endpoint-nodeports { type inet_proto . inet_service : verdict; elements = { tcp . 30999 : goto reject-chain } }
              map service-ips { type ipv4_addr . inet_proto . inet_service : verdict; elements = { 10.96.0.1 . tcp . 443 : goto service-A } }
              map service-nodeports { type inet_proto . inet_service : verdict; elements = { tcp . PORT : goto external-A } }
              chain reject-chain { reject; }
              chain cluster-ips-check {
                ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"
                ip daddr 10.96.0.0/12 drop
              }
              chain nodeport-endpoints-check { ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports; }
              chain filter-input { type filter hook input priority -110; ct state new jump nodeport-endpoints-check; }
              chain filter-forward { type filter hook forward priority -110; ct state new jump cluster-ips-check; }
              chain filter-output-post-dnat { type filter hook output priority -90; ct state new jump cluster-ips-check; }
              chain endpoint-1 { ip saddr $BLUE jump mark-for-masquerade; meta l4proto tcp dnat to $BLUE:80; }
              chain service-A {
                ip daddr 10.96.0.1 tcp dport 443 ip saddr != 10.88.0.0/16 jump mark-for-masquerade
                numgen random mod 1 vmap { 0 : goto endpoint-1 }
              }
              chain external-A { jump mark-for-masquerade; goto service-A; }
              chain mark-for-masquerade { mark set mark or 0x4000; }
              chain masquerading { mark and 0x4000 == 0 return; mark set mark xor 0x4000; masquerade fully-random; }
              chain services {
                ip daddr . meta l4proto . th dport vmap @service-ips
                ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports
              }
              chain nat-prerouting { type nat hook prerouting priority dstnat; jump services; }
              chain nat-output { type nat hook output priority -100; jump services; }
              chain nat-postrouting { type nat hook postrouting priority srcnat; jump masquerading; }
            }
            EOF""";

    private static final String KUBE_IPTABLES = """
            iptables-restore --noflush <<EOF
            *filter
            :KUBE-FIREWALL - [0:0]
            :KUBE-FORWARD - [0:0]
            :KUBE-EXTERNAL-SERVICES - [0:0]
            -A INPUT -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES
            -A INPUT -j KUBE-FIREWALL
            -A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
            -A OUTPUT -j KUBE-FIREWALL
            -A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
            -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
            -A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
            -A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            *nat
            :KUBE-SERVICES - [0:0]
            :KUBE-NODEPORTS - [0:0]
            :KUBE-POSTROUTING - [0:0]
            :KUBE-MARK-MASQ - [0:0]
            :KUBE-EXT-ABC - [0:0]
            :KUBE-SVC-ABC - [0:0]
            :KUBE-SEP-ABC - [0:0]
            -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
            -A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
            -A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
            -A KUBE-SERVICES -d 10.96.0.1/32 -p tcp -m comment --comment "default/kubernetes:https cluster IP" -m tcp --dport 443 -j KUBE-SVC-ABC
            -A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
            -A KUBE-NODEPORTS -p tcp -m comment --comment "default/web" -m tcp --dport PORT -j KUBE-EXT-ABC
            -A KUBE-EXT-ABC -m comment --comment "masquerade traffic for default/web external destinations" -j KUBE-MARK-MASQ
            -A KUBE-EXT-ABC -j KUBE-SVC-ABC
            -A KUBE-SVC-ABC -m comment --comment "default/web -> blue" -m statistic --mode random --probability 1.00000000000 -j KUBE-SEP-ABC
            -A KUBE-SVC-ABC -j KUBE-SEP-ABC
            -A KUBE-SEP-ABC -s $BLUE/32 -m comment --comment "default/web" -j KUBE-MARK-MASQ
            -A KUBE-SEP-ABC -p tcp -m comment --comment "default/web" -m tcp -j DNAT --to-destination $BLUE:80
            -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
            -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
            -A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
            -A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
            COMMIT
            EOF""";

    private static final String DOCKER = """
            iptables-restore --noflush <<EOF
            *filter
            :FORWARD POLICY [0:0]
            :DOCKER - [0:0]
            :DOCKER-USER - [0:0]
            :DOCKER-ISOLATION-STAGE-1 - [0:0]
            :DOCKER-ISOLATION-STAGE-2 - [0:0]
            -A FORWARD -j DOCKER-USER
            -A FORWARD -j DOCKER-ISOLATION-STAGE-1
            -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -o docker0 -j DOCKER
            -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            -A FORWARD -i docker0 -o docker0 -j ACCEPT
            -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
            -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
            -A DOCKER-ISOLATION-STAGE-1 -j RETURN
            -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
            -A DOCKER-ISOLATION-STAGE-2 -j RETURN
            -A DOCKER-USER -j RETURN
            COMMIT
            *nat
            :DOCKER - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
            -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
            -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
            -A DOCKER -i docker0 -j RETURN
            -A DOCKER ! -i docker0 -p tcp -m tcp --dport PORT -j DNAT --to-destination $BLUE:80
            COMMIT
            EOF""";

    private static final String FIREWALLD = """
            nft -f - <<EOF
            table inet firewalld {
              chain mangle_PREROUTING { type filter hook prerouting priority -140; jump mangle_PREROUTING_ZONES; }
              chain mangle_PREROUTING_ZONES { goto mangle_PRE_public; }
              chain mangle_PRE_public { return; }
              chain nat_PREROUTING { type nat hook prerouting priority -90; jump nat_PREROUTING_ZONES; }
              chain nat_PREROUTING_ZONES { goto nat_PRE_public; }
              chain nat_PRE_public { return; }
              chain rpfilter { type filter hook prerouting priority -190; meta nfproto ipv6 fib saddr . mark . iif oif missing drop; }
              chain filter_INPUT {
                type filter hook input priority 10; policy accept
                ct state { established, related } accept
                ct status dnat accept
                iifname "lo" accept
                ct state invalid drop
                reject with icmpx admin-prohibited
              }
              chain filter_FORWARD {
                type filter hook forward priority 10; policy accept
                ct state { established, related } accept
                DNAT
                iifname "lo" accept
                ip6 daddr { ::/96, ::ffff:0.0.0.0/96, 2002::/24 } reject with icmpv6 addr-unreachable
                ct state invalid drop
                reject with icmpx admin-prohibited
              }
            }
            EOF""";

    private static final String UFW = """
            iptables-restore --noflush <<EOF
            *filter
            :FORWARD DROP [0:0]
            :ufw-before-forward - [0:0]
            :ufw-user-forward - [0:0]
            :ufw-reject-forward - [0:0]
            -A FORWARD -j ufw-before-forward
            -A FORWARD -j ufw-reject-forward
            -A ufw-before-forward -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A ufw-before-forward -p icmp -m icmp --icmp-type 8 -j ACCEPT
            -A ufw-before-forward -j ufw-user-forward
            USER
            COMMIT
            EOF""";

    private static final String NETAVARK = """
            nft -f - <<EOF
            table inet netavark {
              chain INPUT { type filter hook input priority filter; policy accept
                ip saddr 10.89.0.0/24 meta l4proto { tcp, udp } th dport 53 accept; }
              chain FORWARD { type filter hook forward priority filter; policy accept
                ct state invalid drop
                jump NETAVARK-ISOLATION-1
                ip daddr 10.89.0.0/24 ct state established,related accept
                ip saddr 10.89.0.0/24 accept; }
              chain POSTROUTING { type nat hook postrouting priority srcnat; policy accept
                meta mark & 0x00002000 == 0x00002000 masquerade
                ip saddr 10.89.0.0/24 ip daddr != 10.89.0.0/24 masquerade; }
              chain PREROUTING { type nat hook prerouting priority dstnat; policy accept; fib daddr type local jump NETAVARK-HOSTPORT-DNAT; }
              chain OUTPUT { type nat hook output priority -100; policy accept; fib daddr type local jump NETAVARK-HOSTPORT-DNAT; }
              chain NETAVARK-HOSTPORT-DNAT { tcp dport PORT jump nv_x_dnat; }
              chain NETAVARK-HOSTPORT-SETMARK { meta mark set meta mark | 0x00002000; }
              chain NETAVARK-ISOLATION-1 { iifname "podman1" oifname != "podman1" drop; }
              chain nv_x_dnat { ip saddr 10.89.0.0/24 jump NETAVARK-HOSTPORT-SETMARK; tcp dport PORT dnat ip to $BLUE:80; }
            }
            EOF""";

    private Scenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.outside("nothing but ours, from outside", "red"),
                Scene.node("nothing but ours, from the node", "red"),
                Scene.loopback("nothing but ours, from 127.0.0.1", "red"),
                Scene.outside("kube-proxy in nf_tables beside ours", "red", kubeNft("30080")),
                Scene.outside("kube-proxy in nf_tables has a NodePort there", "blue", kubeNft("8080")),
                Scene.node("kube-proxy in nf_tables has a NodePort there, from the node", "blue", kubeNft("8080")),
                Scene.loopback("kube-proxy's NodePorts leave 127.0.0.1 alone in nf_tables", "red", kubeNft("8080")),
                Scene.outside("kube-proxy in iptables beside ours", "red", kubeIptables("30080")),
                Scene.outside("kube-proxy in iptables has a NodePort there", "blue", kubeIptables("8080")),
                Scene.outside("Docker beside ours", "red", docker("18080", "ACCEPT")),
                Scene.outside("Docker publishes the port", "blue", docker("8080", "ACCEPT")),
                Scene.outside("Docker's FORWARD drops", "nobody", docker("18080", "DROP")),
                Scene.outside("Docker's FORWARD drops what is not in DOCKER-USER", "red", docker("18080", "DROP"),
                        "iptables -I DOCKER-USER -o pods0 -j ACCEPT", "iptables -I DOCKER-USER -i pods0 -j ACCEPT"),
                Scene.outside("firewalld lets through what was translated", "red", firewalld("ct status dnat accept")),
                Scene.outside("firewalld rejects what is forwarded", "nobody", firewalld("")),
                Scene.outside("ufw drops what is forwarded", "nobody", ufw("")),
                Scene.outside("ufw has a route for it", "red",
                        ufw("-A ufw-user-forward -d $RED/32 -p tcp -m tcp --dport 80 -j ACCEPT")),
                Scene.outside("Podman beside ours", "red", netavark("18080")),
                Scene.outside("Podman publishes the port", "blue", netavark("8080")),
                Scene.outside("legacy iptables has the port", "blue",
                        "iptables-legacy -t nat -A PREROUTING -d $NODE/32 -p tcp -m tcp --dport 8080 -j DNAT --to-destination $BLUE:80"),
                Scene.outside("legacy iptables drops what is forwarded", "nobody", "iptables-legacy -P FORWARD DROP"),
                Scene.outside("a raw rule drops the port", "nobody", "iptables -t raw -A PREROUTING -p tcp -m multiport --dports 22,8000:8100 -j DROP"),
                Scene.outside("a raw rule drops other clients", "red", "iptables -t raw -A PREROUTING ! -s 192.0.2.0/24 -i $WIRE -p tcp -j DROP"),
                Scene.outside("a raw rule for other clients drops the answer", "nobody", "iptables -t raw -A PREROUTING ! -s 192.0.2.0/24 -p tcp -j DROP"),
                Scene.outside("the answer is dropped", "nobody", "iptables -P FORWARD DROP", "iptables -A FORWARD -d $RED/32 -j ACCEPT"),
                Scene.outside("what is not tracked is not translated", "node",
                        "iptables -t raw -A PREROUTING -p tcp -m tcp --dport 8080 -j NOTRACK"),
                Scene.outside("a redirect to the node itself", "node",
                        "nft -f - <<EOF\ntable ip own {\nchain pre { type nat hook prerouting priority -150; tcp dport 8080 redirect to :9090; }\n}\nEOF"),
                Scene.outside("a nat chain far behind ours", "red",
                        "nft -f - <<EOF\ntable ip own {\nchain pre { type nat hook prerouting priority 300; tcp dport 8080 dnat to $BLUE:80; }\n}\nEOF"),
                Scene.outside("a filter before the translation sees the host port", "nobody",
                        "nft -f - <<EOF\ntable inet own {\nset bad { type inet_service; flags interval; elements = { 1-79, 8000-9000 }; }\n"
                                + "chain pre { type filter hook prerouting priority -110; tcp flags syn tcp dport @bad drop; }\n}\nEOF"),
                Scene.outside("a filter behind the translation sees the container's port", "red",
                        "nft -f - <<EOF\ntable inet own {\nchain f { type filter hook forward priority 0; tcp dport 8080 drop; ct state new tcp dport != 80 drop; }\n}\nEOF"),
                Scene.outside("what the connection first asked for", "nobody",
                        "nft -f - <<EOF\ntable inet own {\nchain f { type filter hook forward priority 0; meta l4proto tcp ct original proto-dst 8080 drop; }\n}\nEOF"),
                Scene.node("OUTPUT drops", "nobody", "iptables -A OUTPUT -d $RED/32 -p tcp -j DROP"),
                Scene.node("the interface that OUTPUT sees is the first route's", "red", "iptables -A OUTPUT -o pods0 -p tcp -j DROP"),
                Scene.outside("a mark that a later rule looks for", "nobody",
                        "iptables -t mangle -A PREROUTING -i $WIRE -p tcp -m tcp --dport 8080 -j MARK --set-xmark 0x10/0x10",
                        "iptables -A FORWARD -m mark --mark 0x10/0xf0 -j DROP"),
                Scene.outside("nothing but ours", "red").overIpv6(),
                Scene.node("nothing but ours, from the node", "red").overIpv6(),
                Scene.loopback("IPv6 has no route_localnet, and the node answers itself", "node").overIpv6(),
                Scene.outside("FORWARD of ip6tables drops", "nobody", "ip6tables -P FORWARD DROP").overIpv6(),
                Scene.outside("FORWARD of ip6tables lets it through", "red", "ip6tables -P FORWARD DROP",
                        "ip6tables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                        "ip6tables -A FORWARD -p tcp -d fd00:88::/64 -m tcp --dport 80 -m conntrack --ctstate DNAT -j ACCEPT").overIpv6(),
                Scene.outside("iptables is not asked", "red", "iptables -P FORWARD DROP").overIpv6(),
                Scene.outside("firewalld rejects what is forwarded", "nobody", firewalld("")).overIpv6(),
                Scene.outside("its reverse path filter lets neighbours through", "red", firewalld("ct status dnat accept")).overIpv6(),
                Scene.outside("ip6tables has the port", "blue", "ip6tables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -p tcp -m tcp --dport 8080 "
                        + "-j DNAT --to-destination [$BLUE6]:80").overIpv6(),
                Scene.outside("IPv6 forwarding is off", "nobody", "sysctl -q -w net.ipv6.conf.all.forwarding=0").overIpv6(),
                Scene.outside("nothing but ours", "red").overUdp(),
                Scene.node("nothing but ours, from the node", "red").overUdp(),
                Scene.outside("rules for TCP", "red", "iptables -A FORWARD -p tcp -j DROP", "iptables -t raw -A PREROUTING -p tcp -m tcp --syn -j DROP")
                        .overUdp(),
                Scene.outside("a set of both protocols", "nobody", "nft -f - <<EOF\ntable inet own {\nchain f { type filter hook forward priority 0; "
                        + "meta l4proto { udp, sctp } th dport 80 drop; }\n}\nEOF").overUdp(),
                Scene.outside("forwarding is off", "nobody", "sysctl -q -w net.ipv4.ip_forward=0"),
                Scene.loopback("route_localnet is off", "nobody", "sysctl -q -w net.ipv4.conf.pods0.route_localnet=0"));
    }

    static String kubeNft(String port) {
        return KUBE_NFT.replace("PORT", port);
    }

    static String kubeIptables(String port) {
        return KUBE_IPTABLES.replace("dport PORT", "dport " + port);
    }

    static String docker(String port, String policy) {
        return DOCKER.replace("dport PORT", "dport " + port).replace("POLICY", policy);
    }

    static String netavark(String port) {
        return NETAVARK.replace("dport PORT", "dport " + port);
    }

    static String ufw(String user) {
        return UFW.replace("USER", user);
    }

    static String firewalld(String dnat) {
        return FIREWALLD.replace("DNAT", dnat);
    }
}
