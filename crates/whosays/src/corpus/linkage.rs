//! Average linkage over a sparse graph: groups are joined while the mean likeness of their members is high enough.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// A group's neighbours with the sum of the likenesses to their members.
type Near = BTreeMap<usize, i64>;

/// Pairs of members of two groups up to which a pair that is not among the links counts as one without likeness; of
/// larger groups not all pairs are ever compared, and those that are stand for the rest.
const ALL_PAIRS: i64 = 400;

/// Groups of `count` things, joined the most alike first while their mean likeness is at least `least`; pairs that are
/// not among `links` have likeness 0. Things at least `same` alike are copies and are joined before all else. Each group
/// is in order, and groups are ordered by their first member.
pub(crate) fn groups(count: usize, links: &[(usize, usize, i64)], least: i64, same: i64) -> Vec<Vec<usize>> {
    let of = copies(count, links, same);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
    for i in 0..count {
        members[of[i]].push(i);
    }
    let mut sums: BTreeMap<(usize, usize), (i64, i64)> = BTreeMap::new();
    for &(a, b, like) in links.iter().filter(|(a, b, _)| of[*a] != of[*b]) {
        let pair = (of[a].min(of[b]), of[a].max(of[b]));
        let sum = sums.entry(pair).or_default();
        *sum = (sum.0 + like, sum.1 + 1);
    }
    let mut near: Vec<Near> = vec![Near::new(); count];
    for ((a, b), (sum, compared)) in sums {
        let pairs = pairs(&members[a], &members[b]);
        let sum = if pairs <= ALL_PAIRS { sum } else { sum * pairs / compared };
        near[a].insert(b, sum);
        near[b].insert(a, sum);
    }
    join(&mut members, near, least);
    let mut groups: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    groups
}

fn pairs(a: &[usize], b: &[usize]) -> i64 {
    i64::try_from(a.len() * b.len()).unwrap_or(i64::MAX).max(1)
}

/// For each thing the first of its copies.
fn copies(count: usize, links: &[(usize, usize, i64)], same: i64) -> Vec<usize> {
    let mut of: Vec<usize> = (0..count).collect();
    for &(a, b, _) in links.iter().filter(|l| l.2 >= same) {
        let (x, y) = (first(&mut of, a), first(&mut of, b));
        of[x.max(y)] = x.min(y);
    }
    (0..count).map(|i| first(&mut of, i)).collect()
}

fn first(of: &mut [usize], mut i: usize) -> usize {
    while of[i] != i {
        of[i] = of[of[i]];
        i = of[i];
    }
    i
}

fn join(members: &mut [Vec<usize>], mut near: Vec<Near>, least: i64) {
    let mut heap = Heap::new();
    for (a, others) in near.iter().enumerate() {
        for (&b, &sum) in others.range(a + 1..) {
            offer(&mut heap, members, a, b, sum, least);
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
            offer(&mut heap, members, a.min(other), a.max(other), sum, least);
        }
    }
}

type Heap = BinaryHeap<(i64, Reverse<(usize, usize)>, usize, usize)>;

fn offer(heap: &mut Heap, members: &[Vec<usize>], a: usize, b: usize, sum: i64, least: i64) {
    let like = sum / pairs(&members[a], &members[b]);
    if like >= least {
        heap.push((like, Reverse((a, b)), members[a].len(), members[b].len()));
    }
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn a_chain_is_cut_where_the_mean_is_low() {
        let links = [(0, 1, 900), (1, 2, 500), (2, 3, 900)];
        assert_eq!(groups(4, &links, 300, 1000), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn the_order_of_links_changes_nothing() {
        let links = [(0, 1, 700), (1, 2, 700), (0, 2, 700), (3, 4, 400)];
        let mut turned = links;
        turned.reverse();
        assert_eq!(groups(5, &links, 350, 1000), groups(5, &turned, 350, 1000));
    }

    #[test]
    fn of_many_copies_those_that_were_compared_stand_for_the_rest() {
        let mut links: Vec<(usize, usize, i64)> = (0..499).map(|i| (i, i + 1, 1000)).collect();
        links.push((0, 500, 500));
        assert_eq!(groups(501, &links, 400, 950).len(), 1);
    }
}
