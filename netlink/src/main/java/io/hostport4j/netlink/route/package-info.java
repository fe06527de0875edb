/**
 * Routes, links and addresses of a network namespace, read over rtnetlink: {@link io.hostport4j.netlink.route.RouteNetlink}.
 */
package io.hostport4j.netlink.route;
