using System.Text;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>A page of Markdown as it grows.</summary>
internal sealed class Page(string title)
{
    private readonly StringBuilder _text = new($"# {title}\n");

    internal void Section(string name) => _text.Append("\n## ").Append(name).Append('\n');

    internal void Paragraph(string text) => _text.Append('\n').Append(text).Append('\n');

    internal void Bullets(params IReadOnlyList<string> items)
    {
        if (items.Count > 0)
        {
            Paragraph(string.Join('\n', items.Select(item => "- " + item)));
        }
    }

    /// <summary>At most so many bullets; how many are left out is said.</summary>
    internal void FirstBullets<T>(IReadOnlyCollection<T> items, int limit, Func<T, string> write) =>
        Bullets([.. items.Take(limit).Select(write), .. items.Count > limit ? [$"and {items.Count - limit} more"] : (string[])[]]);

    internal byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());
}
