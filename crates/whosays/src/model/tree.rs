//! Trees out of scores: the best head for every token such that all hang together under one root.

/// Chooses the heads of one sentence. `scores[i * (n + 1) + j]` is the score of head `j` for token `i`; head 0 is the
/// root, head `j + 1` is token `j`. Exactly one token gets the root.
///
/// Standard: Chu and Liu 1965, Edmonds 1967 (maximum spanning arborescence), with one root.
pub(crate) fn heads(scores: &[f32], n: usize) -> Vec<usize> {
    let best = |i: usize| best_of(&scores[i * (n + 1)..(i + 1) * (n + 1)]);
    let greedy: Vec<usize> = (0..n).map(best).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    // With one root: try the likeliest few and keep the best tree.
    let mut roots: Vec<usize> = (0..n).collect();
    let lead = |i: usize| scores[i * (n + 1)] - scores[i * (n + 1) + best_inner(scores, n, i)];
    roots.sort_by(|&a, &b| lead(b).total_cmp(&lead(a)).then(a.cmp(&b)));
    let mut found: Option<(f64, Vec<usize>)> = None;
    for &root in roots.iter().take(3) {
        let tree = with_root(scores, n, root);
        let total: f64 = tree.iter().enumerate().map(|(i, &j)| f64::from(scores[i * (n + 1) + j])).sum();
        if found.as_ref().is_none_or(|(t, _)| total > *t) {
            found = Some((total, tree));
        }
    }
    found.map_or(greedy, |(_, tree)| tree)
}

fn best_of(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |b, (j, v)| if *v > row[b] { j } else { b })
}

/// The best head of a token that is not the root.
fn best_inner(scores: &[f32], n: usize, i: usize) -> usize {
    let row = &scores[i * (n + 1)..(i + 1) * (n + 1)];
    1 + best_of(&row[1..])
}

/// True if every token reaches the root, and one token only hangs from it.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    cycle(heads).is_none()
}

/// The tokens of one cycle, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let n = heads.len();
    let mut seen = vec![0usize; n];
    for start in 0..n {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            match heads[at].checked_sub(1) {
                Some(next) => at = next,
                None => break,
            }
        }
        if seen[at] == start + 1 && heads[at] != 0 {
            let mut members = vec![at];
            let mut next = heads[at] - 1;
            while next != at {
                members.push(next);
                if heads[next] == 0 {
                    return None;
                }
                next = heads[next] - 1;
            }
            return Some(members);
        }
    }
    None
}

/// The best tree in which `root` alone hangs from the root.
fn with_root(scores: &[f32], n: usize, root: usize) -> Vec<usize> {
    // Nodes 0..n are tokens; the graph is re-rooted at `root`, so that it has no incoming edge.
    let edges: Vec<Vec<f32>> = (0..n)
        .map(|i| (0..n).map(|j| if i == j { f32::NEG_INFINITY } else { scores[i * (n + 1) + j + 1] }).collect())
        .collect();
    let mut out: Vec<usize> = arborescence(&edges, root).into_iter().map(|j| j + 1).collect();
    out[root] = 0;
    out
}

/// Heads of the best arborescence with the given root; `edges[i][j]` is the score of head `j` for node `i`.
fn arborescence(edges: &[Vec<f32>], root: usize) -> Vec<usize> {
    let n = edges.len();
    let mut heads: Vec<usize> = (0..n).map(|i| if i == root { root } else { best_of(&edges[i]) }).collect();
    let as_tree: Vec<usize> = heads.iter().enumerate().map(|(i, &h)| if i == root { 0 } else { h + 1 }).collect();
    let Some(members) = cycle(&as_tree) else { return heads };
    let inside = |i: usize| members.contains(&i);
    // Contract the cycle into one node, the last of the smaller graph.
    let outer: Vec<usize> = (0..n).filter(|&i| !inside(i)).collect();
    let m = outer.len();
    let mut smaller = vec![vec![f32::NEG_INFINITY; m + 1]; m + 1];
    let (mut enter, mut leave) = (vec![0; m], vec![0; m]);
    for (a, &i) in outer.iter().enumerate() {
        for (b, &j) in outer.iter().enumerate() {
            smaller[a][b] = edges[i][j];
        }
        let from = members.iter().copied().fold(members[0], |b, c| if edges[i][c] > edges[i][b] { c } else { b });
        (smaller[a][m], leave[a]) = (edges[i][from], from);
        let gain = |c: usize| edges[c][i] - edges[c][heads[c]];
        let to = members.iter().copied().fold(members[0], |b, c| if gain(c) > gain(b) { c } else { b });
        (smaller[m][a], enter[a]) = (gain(to), to);
    }
    let small_root = outer.iter().position(|&i| i == root).unwrap_or(0);
    let solved = arborescence(&smaller, small_root);
    for (a, &i) in outer.iter().enumerate() {
        heads[i] = if solved[a] == m { leave[a] } else { outer[solved[a]] };
    }
    let from = solved[m];
    heads[enter[from]] = outer[from];
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greedy_trees_are_kept() {
        // They left early: they ← left, early ← left, left ← root.
        let scores = [0.0, -9.0, 5.0, 1.0, 6.0, 0.0, -9.0, 0.0, 0.0, 1.0, 5.0, -9.0];
        let scores: Vec<f32> = scores.to_vec();
        assert_eq!(heads(&scores[..12], 3), [2, 0, 2]);
    }

    #[test]
    fn cycles_are_broken_and_one_root_stays() {
        // 0 and 1 prefer each other; 2 and 0 both want the root.
        let mut scores = vec![-9.0; 12];
        scores[2] = 5.0; // 0 ← 1
        scores[0] = 3.0; // 0 ← root
        scores[4 + 1] = 5.0; // 1 ← 0
        scores[8] = 2.0; // 2 ← root
        scores[8 + 1] = 1.5; // 2 ← 0
        let tree = heads(&scores, 3);
        assert!(is_tree(&tree), "{tree:?}");
        assert_eq!(tree, [0, 1, 1]);
    }

    #[test]
    fn any_scores_give_a_tree() {
        let mut x = 7u64;
        for n in 1..14 {
            for _ in 0..20 {
                let mut scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        x = x.wrapping_mul(6364136223846793005).wrapping_add(99991);
                        (x >> 40) as f32 / 1000.0
                    })
                    .collect();
                for i in 0..n {
                    scores[i * (n + 1) + i + 1] = -1e9;
                }
                assert!(is_tree(&heads(&scores, n)), "{n}");
            }
        }
    }
}
