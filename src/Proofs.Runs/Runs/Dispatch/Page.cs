using System.Text;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>A page of Markdown as it grows.</summary>
internal sealed class Page(string title)
{
    private readonly StringBuilder _text = new($"# {title}\n");

    internal void Section(string name) => _text.Append("\n## ").Append(name).Append('\n');

    internal void Paragraph(string text) => _text.Append('\n').Append(text).Append('\n');

    internal void Bullets(params IEnumerable<string> items) => Paragraph(string.Join('\n', items.Select(item => "- " + item)));

    /// <summary>At most so many bullets; how many are left out is said.</summary>
    internal void FirstBullets(IReadOnlyCollection<string> items, int limit) =>
        Bullets([.. items.Take(limit), .. items.Count > limit ? [$"and {items.Count - limit} more"] : (string[])[]]);

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());
}
