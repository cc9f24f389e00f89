//! Average linkage over a sparse graph: groups are joined while the mean likeness of their members is high enough.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A group's neighbours with the sum of the likenesses to their members.
type Near = BTreeMap<usize, i64>;

/// Groups of `count` things, joined the most alike first while their mean likeness is at least `least`; pairs that are
/// not among `links` have likeness 0. Each group is in order, and groups are ordered by their first member.
pub(crate) fn groups(count: usize, links: &[(usize, usize, i64)], least: i64) -> Vec<Vec<usize>> {
    let mut near: Vec<Near> = vec![Near::new(); count];
    for &(a, b, like) in links {
        near[a].insert(b, like);
        near[b].insert(a, like);
    }
    let mut members: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    let mut heap: BinaryHeap<(i64, Reverse<(usize, usize)>, usize, usize)> = BinaryHeap::new();
    let mean = |sum: i64, a: usize, b: usize| sum / i64::try_from(a * b).unwrap_or(i64::MAX).max(1);
    for &(a, b, like) in links {
        if like >= least {
            heap.push((like, Reverse((a.min(b), a.max(b))), 1, 1));
        }
    }
    while let Some((_, Reverse((a, b)), size_a, size_b)) = heap.pop() {
        if members[a].len() != size_a || members[b].len() != size_b {
            continue;
        }
        let gone = std::mem::take(&mut members[b]);
        members[a].extend(gone);
        for (other, sum) in std::mem::take(&mut near[b]) {
            near[other].remove(&b);
            if other != a {
                *near[a].entry(other).or_default() += sum;
                let joined = near[a][&other];
                near[other].insert(a, joined);
            }
        }
        for (&other, &sum) in &near[a] {
            let like = mean(sum, members[a].len(), members[other].len());
            if like >= least {
                let (x, y) = (a.min(other), a.max(other));
                heap.push((like, Reverse((x, y)), members[x].len(), members[y].len()));
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn a_chain_is_cut_where_the_mean_is_low() {
        let links = [(0, 1, 900), (1, 2, 500), (2, 3, 900)];
        assert_eq!(groups(4, &links, 300), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn the_order_of_links_changes_nothing() {
        let links = [(0, 1, 700), (1, 2, 700), (0, 2, 700), (3, 4, 400)];
        let mut turned = links;
        turned.reverse();
        assert_eq!(groups(5, &links, 350), groups(5, &turned, 350));
    }
}
