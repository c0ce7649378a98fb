namespace Repo.Tests.Schemas;

/// <summary>Policies, good and bad. What the reader and the schema make of each is compared; nothing here says who is right.</summary>
internal static class PolicySamples
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>Those about which the reader and the schema agree, however YAML's plain values are read.</summary>
    internal static IReadOnlyList<string> Plain { get; } =
    [
        "version: 1\n",
        "version: '1'\n",
        "{version: 1}\n",
        "# a comment\n---\nversion: 1\n",
        "version: 1\ngates: []\n",
        "version: 1\ngates: [baseline, integrity, feature-key]\n",
        "version: 1\ngates: [baseline, baseline]\n",
        "version: 1\nfeature_key: {}\n",
        "version: 1\nfeature_key:\n  trailer: Feature-Key\n  pattern: 'bd-[0-9]+'\n  values: [bd-1, bd-2]\n  merges: skip\n",
        "version: 1\nfeature_key:\n  merges: check\n",
        "version: 1\nfeature_key:\n  values: [2024, 1.5, true, x]\n",
        "version: 1\nfeature_key:\n  values: [x, x]\n",
        "version: 1\nfeature_key:\n  values: &v [x]\n",
        $"version: 1\nfeature_key:\n  exempt: []\n",
        $"version: 1\nfeature_key:\n  exempt:\n  - commit: {Id}\n    reason: before the rule\n",
        $"version: 1\nfeature_key:\n  exempt:\n  - {{reason: r, commit: {new string('a', 40)}}}\n  - {{reason: r, commit: {Id}}}\n  - {{reason: again, commit: {Id}}}\n",
        $"version: 1\nfeature_key: {{trailer: {new string('t', 100)}}}\n",
        $"version: 1\nfeature_key: {{pattern: {new string('p', 1000)}}}\n",
        "version: 1\nfeature_key: {exempt_apps: []}\n",
        "version: 1\nfeature_key: {exempt_apps: [dependabot, renovate-2]}\n",
        "version: 1\nfeature_key: {exempt_apps: ['dependabot[bot]']}\n",
        "version: 1\nfeature_key: {exempt_apps: [Dependabot]}\n",
        "version: 1\nfeature_key: {exempt_apps: ['']}\n",
        "version: 1\nfeature_key: {exempt_apps: dependabot}\n",
        string.Empty,
        "# nothing\n",
        "version\n",
        "- version: 1\n",
        "gates: [baseline]\n",
        "version: 2\n",
        "version: [1]\n",
        "version: true\n",
        "version: 1\nversion: 1\n",
        "version: 1\n---\nversion: 1\n",
        "version: 1\nVersion: 1\n",
        "version: 1\ngate: [baseline]\n",
        "version: 1\nfeature-key: {}\n",
        "version: 1\ngates: baseline\n",
        "version: 1\ngates:\n",
        "version: 1\ngates: {baseline: true}\n",
        "version: 1\ngates: [Baseline]\n",
        "version: 1\ngates: [feature_key]\n",
        "version: 1\ngates: [[baseline]]\n",
        "version: 1\nfeature_key:\n",
        "version: 1\nfeature_key: bd-1\n",
        "version: 1\nfeature_key: []\n",
        "version: 1\nfeature_key: {key: bd-1}\n",
        "version: 1\nfeature_key: {trailer: Feature Key}\n",
        "version: 1\nfeature_key: {trailer: Feature_Key}\n",
        "version: 1\nfeature_key: {trailer: Schlüssel}\n",
        "version: 1\nfeature_key: {trailer: ''}\n",
        "version: 1\nfeature_key: {trailer: [a]}\n",
        $"version: 1\nfeature_key: {{trailer: {new string('t', 101)}}}\n",
        "version: 1\nfeature_key: {pattern: [a]}\n",
        $"version: 1\nfeature_key: {{pattern: {new string('p', 1001)}}}\n",
        "version: 1\nfeature_key: {values: []}\n",
        "version: 1\nfeature_key: {values: x}\n",
        "version: 1\nfeature_key: {values: ['']}\n",
        "version: 1\nfeature_key: {values: [[x]]}\n",
        "version: 1\nfeature_key: {values: [{x: y}]}\n",
        "version: 1\nfeature_key: {merges: ignore}\n",
        "version: 1\nfeature_key: {merges: true}\n",
        "version: 1\nfeature_key: {merges: Check}\n",
        $"version: 1\nfeature_key: {{exempt: {Id}}}\n",
        $"version: 1\nfeature_key: {{exempt: [{Id}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id}}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{reason: r}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id}, reason: ' '}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id}, reason: ''}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id}, reason: r, by: me}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {new string('a', 64)}, reason: r}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id[..39]}, reason: r}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id.ToUpperInvariant()}, reason: r}}]}}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: HEAD, reason: r}}]}}\n",
        "version: 1\n<<: {gates: [baseline]}\n",
        "version: 1\n? [a]\n: b\n",
        "version: 1\ngates: [baseline\n",
        "version: 1\n  gates: [baseline]\n",
        "version: 1\ngates: *nowhere\n",
        "version: 1\n\"unended\n",
    ];

    /// <summary>The reader takes every value as text; YAML 1.2 takes these for numbers, truth values or nothing, and a schema then judges those.</summary>
    internal static IReadOnlyList<string> ReadAsText { get; } =
    [
        "version: 0x1\n",
        "version: 1.0\n",
        "version: 1\nfeature_key: {trailer: 123}\n",
        "version: 1\nfeature_key: {trailer: true}\n",
        "version: 1\nfeature_key: {pattern: 123}\n",
        "version: 1\nfeature_key: {values: [null]}\n",
        $"version: 1\nfeature_key: {{exempt: [{{commit: {Id}, reason: 123}}]}}\n",
    ];

    /// <summary>Wrong in ways that JSON Schema cannot say; the reader must reject them alone.</summary>
    internal static IReadOnlyList<string> BeyondSchema { get; } =
    [
        "version: 1\nfeature_key: {pattern: '('}\n",
        "version: 1\nfeature_key: {pattern: '(?=a)b'}\n",
        "version: 1\nfeature_key: {pattern: '(a)\\1'}\n",
        "version: 1\nfeature_key: {pattern: 'a)|(b'}\n",
        "version: 1\n#" + new string('x', 64 * 1024) + "\n",
    ];
}
